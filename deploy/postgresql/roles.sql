-- The roles and the database of Huoli, for psql as the superuser postgres, once. Passwords are given afterwards with
-- \password, so that they stand in no file and no log.
-- huoli_owner owns the tables and changes them: `huoli migrate` alone uses it. huoli is the service: it may not change
-- tables nor rows of the log; `huoli migrate` gives it what it needs.
CREATE ROLE huoli_owner LOGIN;
CREATE ROLE huoli LOGIN;
CREATE DATABASE huoli OWNER huoli_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE huoli FROM PUBLIC;
GRANT CONNECT ON DATABASE huoli TO huoli;
\connect huoli
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO huoli_owner;
