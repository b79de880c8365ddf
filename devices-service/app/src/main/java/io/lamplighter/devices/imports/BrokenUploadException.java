package io.lamplighter.devices.imports;

import java.io.IOException;

/** The file ended before its end: the client went away or fell silent, or what it sent cannot be unpacked. */
final class BrokenUploadException extends RuntimeException {
    BrokenUploadException(IOException cause) {
        super(cause);
    }
}
