// Asks programs that others wrote about what the simulator has sent. Reads a list of questions as
// JSON, and writes for each what is wrong, or null.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import twilio from "twilio";
import MessageValidator from "viber-bot/lib/message/message-validator.js";
import { parse } from "yaml";

const silent = { debug() {} };

const peers = {
  twilio({ token, signature, url, fields }) {
    return twilio.validateRequest(token, signature, url, fields) ? null : "wrong signature";
  },

  viber({ token, signature, body }) {
    const validator = new MessageValidator(silent, token);
    return validator.validateMessage(signature, body) ? null : "wrong signature";
  },

  // Against the schema to which these names lead.
  schema({ description, names, body }) {
    load(description);
    const pointer = names.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1"));
    const validate = ajv.compile({ $ref: `meta#/${pointer.map(encodeURIComponent).join("/")}` });
    return validate(body) ? null : validate.errors;
  },

  // Against the example to which these names lead.
  example({ description, names, body }) {
    load(description);
    const differences = differing(names.reduce((part, name) => part[name], meta), body, "");
    return differences.length === 0 ? null : differences;
  },
};

let ajv;
let meta;

function load(description) {
  if (meta) return;
  meta = parse(readFileSync(description, "utf8"));
  // The description has formats and keywords of its own, which say nothing about the shape.
  ajv = new Ajv2020.default({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(meta, "meta");
}

// Where a value has other members, or members of other types, than its example.
function differing(example, value, path) {
  const isObject = (one) => typeof one === "object" && one !== null;
  if (!isObject(example) || !isObject(value)) {
    return typeof example === typeof value ? [] : [path];
  }
  const keys = [...new Set([...Object.keys(example), ...Object.keys(value)])];
  return keys.flatMap((key) => differing(example[key], value[key], `${path}/${key}`));
}

const questions = JSON.parse(readFileSync(0, "utf8"));
const answers = questions.map((question) => peers[question.peer](question));
process.stdout.write(JSON.stringify(answers));
