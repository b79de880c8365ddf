package io.lamplighter.driver.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the vendor under control answers: written out by hand, and not with what the driver reads with. */
enum Form {
    JSON {
        @Override
        Buffer state(int id, DefinedDevices.State state) {
            return new JsonObject()
                    .put("relay", word(state.on()))
                    .put("level", state.level())
                    .put("celsius", 215)
                    .put("time", state.now().toEpochMilli())
                    .put("newer", new JsonObject().put("firmware", true))
                    .toBuffer();
        }

        @Override
        Buffer devices(int count) {
            var items = new JsonArray();
            IntStream.range(0, count)
                    .forEach(id -> items.add(new JsonObject().put("id", id).put("name", "Plug " + id)));
            return new JsonObject().put("items", items).toBuffer();
        }

        @Override
        Buffer past(List<DefinedDevices.Past> past) {
            var items = new JsonArray();
            past.forEach(item -> items.add(
                    new JsonObject().put("time", item.at().toEpochMilli()).put("relay", word(item.on()))));
            return new JsonObject().put("past", items).toBuffer();
        }

        @Override
        List<Buffer> rubbish() {
            return texts(
                    "",
                    "{\"relay\":\"ON\",\"level\":",
                    "{\"relay\":\"SIDEWAYS\",\"level\":1,\"celsius\":1,\"time\":1}",
                    "[]",
                    "{\"relay\":\"ON\",\"level\":NaN,\"celsius\":1,\"time\":1}",
                    "{\"relay\":\"ON\",\"level\":1e999,\"celsius\":1,\"time\":1}",
                    "<html>");
        }
    },
    HTML {
        @Override
        Buffer state(int id, DefinedDevices.State state) {
            return Buffer.buffer("""
                    <html><body><p id=relay>Relay: <b>%s</b></p><table><tr><td class=level>%s %%
                    <td class=celsius>21,5 °C</table><time datetime="%s">now</time>""".formatted(word(state.on()), state.level(), state.now()));
        }

        @Override
        Buffer devices(int count) {
            return Buffer.buffer("<ul>"
                    + IntStream.range(0, count)
                            .mapToObj("<li><a href=/%1$d>Plug %1$d</a>"::formatted)
                            .collect(Collectors.joining()));
        }

        @Override
        Buffer past(List<DefinedDevices.Past> past) {
            return Buffer.buffer("<table>"
                    + past.stream()
                            .map(item -> "<tr><td>%s</td><td><time datetime=\"%s\"></time></td></tr>"
                                    .formatted(word(item.on()), item.at()))
                            .collect(Collectors.joining()));
        }

        @Override
        List<Buffer> rubbish() {
            return texts(
                    "",
                    "<html><body><p id=rel",
                    "<time datetime=yesterday>",
                    "\u0000\u0001\u0002",
                    "<time datetime=\"2026-11-21T10:00:00Z\"></time><p id=relay>Relay: SIDEWAYS",
                    "<time datetime=\"2026-11-21T10:00:00Z\"></time><p id=relay>Relay: ON<table><td class=level>NaN %");
        }
    },
    CSV {
        private final DateTimeFormatter rome = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                .withZone(ZoneId.of("Europe/Rome"));
        private final DateTimeFormatter utc = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                .withZone(ZoneId.of("UTC"));

        @Override
        Buffer state(int id, DefinedDevices.State state) {
            return Buffer.buffer("id;level;relay;celsius;time\r\nother;1.0;OFF;\"0,0\";x\r\n%d;%s;%s;\"21,5\";%s\r\n"
                    .formatted(id, state.level(), word(state.on()), rome.format(state.now())));
        }

        @Override
        Buffer devices(int count) {
            return Buffer.buffer("id;name\n"
                    + IntStream.range(0, count)
                            .mapToObj("%1$d;\"Plug; %1$d\"\n"::formatted)
                            .collect(Collectors.joining()));
        }

        @Override
        Buffer past(List<DefinedDevices.Past> past) {
            return Buffer.buffer("time;relay\n"
                    + past.stream()
                            .map(item -> utc.format(item.at()) + ";" + word(item.on()) + "\n")
                            .collect(Collectors.joining()));
        }

        @Override
        List<Buffer> rubbish() {
            return texts("", "id;level;relay;cel", "id;level;relay;celsius;time\n0;;;;", "{}", "id;id\n0;\"unclosed");
        }
    },
    BINARY {
        @Override
        Buffer state(int id, DefinedDevices.State state) {
            return Buffer.buffer()
                    .appendLong(state.now().toEpochMilli())
                    .appendUnsignedShortLE(state.on() ? 0xff00 : 0xfd00)
                    .appendDouble(state.level())
                    .appendShortLE((short) 215)
                    .appendByte((byte) 7);
        }

        @Override
        Buffer devices(int count) {
            var devices = Buffer.buffer();
            IntStream.range(0, count)
                    .forEach(id -> devices.appendUnsignedInt(id)
                            .appendBytes(java.util.Arrays.copyOf(
                                    ("Plug " + id).getBytes(java.nio.charset.StandardCharsets.US_ASCII), 12)));
            return devices;
        }

        @Override
        Buffer past(List<DefinedDevices.Past> past) {
            var all = Buffer.buffer();
            past.forEach(item -> all.appendLong(item.at().toEpochMilli()).appendByte((byte) (item.on() ? 1 : 0)));
            return all;
        }

        @Override
        List<Buffer> rubbish() {
            var time = Instant.now().toEpochMilli();
            return List.of(
                    Buffer.buffer(),
                    Buffer.buffer("x"),
                    Buffer.buffer()
                            .appendLong(time)
                            .appendShort((short) 0)
                            .appendDouble(Double.NaN)
                            .appendShort((short) 1),
                    Buffer.buffer().appendLong(Long.MAX_VALUE).appendBytes(new byte[12]));
        }
    };

    abstract Buffer state(int id, DefinedDevices.State state);

    abstract Buffer devices(int count);

    abstract Buffer past(List<DefinedDevices.Past> past);

    /** What its protocol does not allow. */
    abstract List<Buffer> rubbish();

    private static String word(boolean on) {
        return on ? "ON" : "OFF";
    }

    private static List<Buffer> texts(String... texts) {
        return List.of(texts).stream().map(Buffer::buffer).toList();
    }
}
