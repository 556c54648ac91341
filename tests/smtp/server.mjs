// A mail server for the tests, as a process of its own. It is told how to behave by one JSON argument and, while it runs,
// by one word a line on standard input; it tells what it took by one JSON object a line on standard output.
//
//   {"tls": "none" | "starttls" | "implicit", "port": 0, "key": "…", "cert": "…", "user": "…", "password": "…"}
//   ok         takes every mail
//   busy       refuses the recipient for now (451)
//   refuse     refuses the recipient for good (550)
//   hang       takes the connection and says nothing more
//   drop       takes the whole mail and breaks off before it says so
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

const told = JSON.parse(process.argv[2]);
let mode = told.mode ?? 'ok';
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

const disabledCommands = [];
if (told.tls !== 'starttls') disabledCommands.push('STARTTLS');
if (!told.user) disabledCommands.push('AUTH');

const server = new SMTPServer({
  secure: told.tls === 'implicit',
  key: told.key && readFileSync(told.key),
  cert: told.cert && readFileSync(told.cert),
  disabledCommands,
  authOptional: !told.user,
  hideENHANCEDSTATUSCODES: true,
  disableReverseLookup: true,
  onConnect(session, done) {
    if (mode !== 'hang') done();
  },
  onAuth(auth, session, done) {
    const known = auth.username === told.user && auth.password === told.password;
    if (known) done(null, { user: auth.username });
    else done(refusal(535, 'who are you'));
  },
  onRcptTo(address, session, done) {
    if (mode === 'busy') done(refusal(451, 'come again'));
    else if (mode === 'refuse') done(refusal(550, `no such mailbox ${address.address}`));
    else done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      say({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        secure: session.secure,
        user: session.user ?? null,
        mail: Buffer.concat(parts).toString('latin1'),
      });
      if (mode === 'drop') {
        for (const connection of server.connections) connection._socket.destroy();
      } else {
        done();
      }
    });
  },
});

// A client that leaves in the middle of a handshake is part of the game.
server.on('error', () => {});
server.listen(told.port ?? 0, '127.0.0.1', () => say({ port: server.server.address().port }));

createInterface({ input: process.stdin })
  .on('line', (line) => {
    mode = line.trim();
    say({ mode });
  })
  .on('close', () => process.exit(0));
