import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { SLOT_IDS, SLOTS } from '../../vonage/slots.ts';

/**
 * The application with the defaults that the live API fills in: method and time-outs of the voice webhooks, the
 * method of the RTC webhook, `privacy.improve_ai` (applications-api.md §2.1, §2.2). PUT fills too, since it replaces
 * (§3; what an omitted `privacy` becomes is not documented: here the default). Filling twice changes nothing.
 */
export const fillApplication = (application: JsonObject): JsonObject => {
  const capabilities = application['capabilities'];
  return {
    ...application,
    privacy: isJsonObject(application['privacy']) ? application['privacy'] : { improve_ai: true },
    capabilities: isJsonObject(capabilities) ? fillCapabilities(capabilities) : {},
  };
};

const fillCapabilities = (capabilities: JsonObject): JsonObject => {
  let filled = capabilities;
  for (const id of SLOT_IDS) {
    const { capability, key, defaultMethod, connectTimeout, socketTimeout } = SLOTS[id];
    const product = filled[capability];
    const webhooks = isJsonObject(product) ? product['webhooks'] : undefined;
    const webhook = isJsonObject(webhooks) ? webhooks[key] : undefined;
    if (!isJsonObject(product) || !isJsonObject(webhooks) || !isJsonObject(webhook)) continue;
    if (capability !== 'voice' && capability !== 'rtc') continue;
    const defaults = {
      http_method: defaultMethod,
      ...(capability === 'voice' && { connect_timeout: connectTimeout, socket_timeout: socketTimeout }),
    };
    // What is there keeps its place and value; only what is missing is added.
    const whole = { ...webhook, ...missingFrom(webhook, defaults) };
    filled = { ...filled, [capability]: { ...product, webhooks: { ...webhooks, [key]: whole } } };
  }
  return filled;
};

const missingFrom = (webhook: JsonObject, defaults: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(defaults).filter(([name]) => webhook[name] === undefined));
