package io.lamplighter.simulated;

import io.vertx.core.json.JsonObject;

/** An error of the RPC: its code and text as devices send them, and the HTTP status that goes with it. */
final class RpcException extends RuntimeException {
    private final int code;
    private final int httpStatus;

    private RpcException(int code, String message, int httpStatus) {
        super(message, null, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    static RpcException noHandler(String method) {
        return new RpcException(404, "No handler for " + method, 404);
    }

    static RpcException invalidArgument(String message) {
        return new RpcException(-103, message, 400);
    }

    static RpcException notFound(String argument, Object value) {
        return new RpcException(-105, "Argument '" + argument + "', value " + value + " not found!", 500);
    }

    int httpStatus() {
        return httpStatus;
    }

    JsonObject view() {
        return new JsonObject().put("code", code).put("message", getMessage());
    }
}
