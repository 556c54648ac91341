// The walks of several workers in their order: a later one stands on what an earlier one did.
import { outside, own } from "./accounts.mjs";
import { barred, flooded, given, joined, opened, proposed, rechecked, transferred, unsealed } from "./desks.mjs";
import { late, refused } from "./endings.mjs";
import { copied, handedOut, recorded } from "./papers.mjs";

export const WALKS = [
  copied,
  unsealed,
  transferred,
  barred,
  opened,
  flooded,
  proposed,
  rechecked,
  joined,
  handedOut,
  recorded,
  refused,
  late,
  given,
  own,
  outside,
];
