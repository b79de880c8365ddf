package io.lamplighter.simulated;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A websocket to a device: it answers frames, and notifies once it was asked something. */
final class Channel {
    private final ServerWebSocket socket;
    private final SimulatedDevice device;
    private final Misbehaviour misbehaviour;
    private final AtomicInteger open;
    private final Consumer<JsonObject> listener;

    Channel(ServerWebSocket socket, SimulatedDevice device, Misbehaviour misbehaviour, AtomicInteger open) {
        this.socket = socket;
        this.device = device;
        this.misbehaviour = misbehaviour;
        this.open = open;
        this.listener = this::send;
    }

    void open() {
        open.incrementAndGet();
        device.calls().connected();
        socket.textMessageHandler(this::receive);
        socket.closeHandler(end -> {
            open.decrementAndGet();
            device.calls().disconnected();
            device.listenNoMore(listener);
        });
    }

    private void receive(String text) {
        try {
            answer(new JsonObject(text));
        } catch (DecodeException | ClassCastException broken) {
            send(new JsonObject()
                    .put("error", new JsonObject().put("code", -103).put("message", "Invalid argument")));
        }
    }

    private void answer(JsonObject frame) {
        var answer = new JsonObject()
                .put("id", frame.getValue("id"))
                .put("src", device.source())
                .put("dst", frame.getValue("src"));
        var behaviour = misbehaviour.of(device);
        if (behaviour.password() != null && !Digest.isProven(frame.getJsonObject("auth"), device, behaviour)) {
            var challenge = new JsonObject().put("code", 401).put("message", Digest.challenge(device, behaviour));
            send(answer.put("error", challenge));
            return;
        }
        if (misbehaviour.of(device).rubbish()) {
            var _ = socket.writeTextMessage("{\"id\":1,\"result\":tr");
            return;
        }
        device.listen(listener);
        try {
            var parameters = frame.getJsonObject("params", new JsonObject());
            send(answer.put("result", Rpc.call(device, frame.getString("method", ""), parameters)));
        } catch (RpcException refused) {
            send(answer.put("error", refused.view()));
        }
    }

    private void send(JsonObject frame) {
        if (!socket.isClosed()) {
            var told = WrongClock.shift(frame, misbehaviour.of(device).clockOffset());
            var _ = socket.writeTextMessage(told.encode());
        }
    }
}
