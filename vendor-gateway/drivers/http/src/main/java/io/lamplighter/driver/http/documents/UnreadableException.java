package io.lamplighter.driver.http.documents;

/** Something in an answer is not as it must be; the message says what is wrong with it, as in "is not a number". */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }
}
