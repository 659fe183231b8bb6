// Checks the manifests without a cluster: each overlay is built by kubectl, each object is validated against the schemas of the Kubernetes
// API (wrong types, missing fields), and each is compiled as a literal of its type (keys that do not exist). Then what the objects
// say of each other: selectors that select, ConfigMaps and Secrets that exist or are named in REQUIRED_SECRETS.
//   npm ci --ignore-scripts && node check.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parseAllDocuments } from "yaml";

const HERE = dirname(fileURLToPath(import.meta.url));
/** Named in the comments of the kustomizations; an operator makes them. */
const REQUIRED_SECRETS = new Set(["yubin-cluster", "yubin-mail", "yubin-cassandra"]);

const path = ({ apiVersion, kind }) => `kubernetes-models/${apiVersion}/${kind}`;
const name = (object) => `${object.kind}/${object.metadata?.name}`;

function built(overlay) {
  const text = execFileSync("kubectl", ["kustomize", join(HERE, "overlays", overlay)], { encoding: "utf8" });
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

async function schemaErrors(object) {
  try {
    const model = (await import(path(object)))[object.kind];
    new model(object).validate();
    return [];
  } catch (wrong) {
    return [wrong.message];
  }
}

/** Literals with a declared type may have no further keys: the compiler finds them. */
function unknownKeys(objects) {
  const folder = mkdtempSync(join(HERE, ".check-"));
  try {
    const lines = objects.flatMap((object, i) => [
      `import type { I${object.kind} as T${i} } from "${path(object)}";`,
      `export const o${i}: T${i} = ${JSON.stringify(object, null, 1)};`,
    ]);
    const file = join(folder, "objects.ts");
    writeFileSync(file, lines.join("\n"));
    const program = ts.createProgram([file], {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      noEmit: true,
      skipLibCheck: true,
      strict: true,
      types: [],
    });
    return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, " "));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pods = (objects) => objects.filter((object) => object.spec?.template?.spec);
const matches = (labels, selector) => Object.entries(selector).every(([key, value]) => labels[key] === value);

function inconsistencies(objects) {
  const found = [];
  const has = (kind, wanted) => objects.some((object) => object.kind === kind && object.metadata.name === wanted);
  for (const object of pods(objects)) {
    const labels = object.spec.template.metadata.labels;
    const spec = object.spec.template.spec;
    if (!matches(labels, object.spec.selector.matchLabels)) found.push(`${name(object)}: does not select its own pods`);
    if (spec.serviceAccountName && !has("ServiceAccount", spec.serviceAccountName)) {
      found.push(`${name(object)}: no ServiceAccount ${spec.serviceAccountName}`);
    }
    const configured = spec.containers.some((container) => (container.envFrom ?? []).length > 0);
    if (configured && spec.enableServiceLinks !== false) found.push(`${name(object)}: variables of Services would stand beside its settings`);
    const volumes = new Set([...(spec.volumes ?? []), ...(object.spec.volumeClaimTemplates ?? [])].map((v) => v.name ?? v.metadata.name));
    for (const { secret } of spec.volumes ?? []) {
      if (secret && !REQUIRED_SECRETS.has(secret.secretName)) found.push(`${name(object)}: Secret ${secret.secretName} is not documented`);
    }
    for (const container of spec.containers) {
      const ports = new Set((container.ports ?? []).map((port) => port.name));
      for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
        const port = container[probe]?.httpGet?.port;
        if (port && !ports.has(port)) found.push(`${name(object)}: ${probe} asks port ${port}, which is not there`);
      }
      for (const mount of container.volumeMounts ?? []) {
        if (!volumes.has(mount.name)) found.push(`${name(object)}: no volume ${mount.name}`);
      }
      for (const from of container.envFrom ?? []) {
        if (!has("ConfigMap", from.configMapRef.name)) found.push(`${name(object)}: no ConfigMap ${from.configMapRef.name}`);
      }
    }
  }
  for (const object of objects) {
    const selector =
      object.kind === "Service" ? object.spec.selector : object.kind === "PodDisruptionBudget" ? object.spec.selector.matchLabels : null;
    if (!selector) continue;
    const selected = pods(objects).filter((pod) => matches(pod.spec.template.metadata.labels, selector));
    if (selected.length !== 1) found.push(`${name(object)}: selects ${selected.map(name).join(", ") || "nothing"}`);
    for (const port of object.spec.ports ?? []) {
      const target = port.targetPort;
      const there = selected.some((pod) => pod.spec.template.spec.containers[0].ports.some((p) => p.name === target || p.containerPort === target));
      if (target && !there) found.push(`${name(object)}: port ${target} is not there`);
    }
  }
  return found;
}

let failed = false;
for (const overlay of readdirSync(join(HERE, "overlays"))) {
  const objects = built(overlay);
  const errors = [...unknownKeys(objects), ...inconsistencies(objects)];
  for (const object of objects) {
    errors.push(...(await schemaErrors(object)).map((error) => `${name(object)}: ${error}`));
  }
  for (const error of errors) console.error(`${overlay}: ${error}`);
  console.log(`${overlay}: ${objects.length} objects, ${errors.length} errors`);
  failed ||= errors.length > 0;
}
process.exitCode = failed ? 1 : 0;
