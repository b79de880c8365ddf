package io.lamplighter.gateway.commands;

/** The gateway itself knows why the command cannot be done. */
final class RefusedException extends RuntimeException {
    private final String code;

    RefusedException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    String code() {
        return code;
    }
}
