"use strict";
// A servient with one thing, on a port of the system's choice. Tells the port on its first line, and what it is told
// on standard input it does: "count N" sets the property, "hit TEXT" emits the event.

const { Servient } = require("@node-wot/core");
const { HttpServer } = require("@node-wot/binding-http");
const readline = require("node:readline");

const description = {
    title: "Test Lamp",
    id: "urn:dev:ops:32473-test-lamp",
    "@type": "Light",
    securityDefinitions: { basic: { scheme: "basic", in: "header" } },
    security: ["basic"],
    properties: {
        on: { type: "boolean", "@type": "OnOffProperty" },
        brightness: { type: "number", unit: "percent", minimum: 0, maximum: 100 },
        count: { type: "integer", observable: true, readOnly: true },
        climate: {
            type: "object",
            properties: { airTemperature: { type: "number", unit: "degree celsius" }, mode: { type: "string" } },
        },
        resource: {
            type: "number",
            unit: "percent",
            readOnly: true,
            uriVariables: { id: { type: "string", enum: ["water", "milk"] } },
        },
    },
    actions: {
        toggle: {},
        add: { input: { type: "integer" }, output: { type: "integer" } },
        fade: {
            input: { type: "object", required: ["level"], properties: { level: { type: "number" }, seconds: { type: "number" } } },
        },
    },
    events: { hit: { data: { type: "string" } } },
};

async function main() {
    const state = { on: false, brightness: 40, count: 1, climate: { airTemperature: 20.5, mode: "calm" } };
    const resources = { water: 80, milk: 20 };
    const http = new HttpServer({ port: 0, address: "127.0.0.1", security: [{ scheme: "basic" }] });
    const servient = new Servient();
    servient.addServer(http);
    servient.addCredentials({ [description.id]: { username: "me", password: "secret" } });
    const wot = await servient.start();
    http.baseUri = "http://127.0.0.1:" + http.getPort();
    const thing = await wot.produce(description);
    for (const name of Object.keys(state)) {
        thing.setPropertyReadHandler(name, async () => state[name]);
    }
    for (const name of ["on", "brightness", "climate"]) {
        thing.setPropertyWriteHandler(name, async (value) => {
            state[name] = await value.value();
        });
    }
    thing.setPropertyReadHandler("resource", async (options) => {
        if (!options || !options.uriVariables || !options.uriVariables.id) {
            throw new Error("needs an id");
        }
        return resources[options.uriVariables.id];
    });
    thing.setActionHandler("toggle", async () => {
        state.on = !state.on;
        return undefined;
    });
    thing.setActionHandler("add", async (input) => {
        state.count += await input.value();
        return state.count;
    });
    thing.setActionHandler("fade", async (input) => {
        state.brightness = (await input.value()).level;
        return undefined;
    });
    await thing.expose();
    console.log("port " + http.getPort());
    readline.createInterface({ input: process.stdin }).on("line", (line) => {
        const [what, value] = line.split(" ");
        if (what === "count") {
            state.count = Number(value);
            thing.emitPropertyChange("count");
        } else if (what === "hit") {
            thing.emitEvent("hit", value);
        }
    }).on("close", () => process.exit(0));
}

main().catch((failure) => {
    console.error(failure);
    process.exit(1);
});
