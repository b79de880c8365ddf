package io.lamplighter.devices.imports;

/** Somebody else changed a device between its being read and its being written. */
final class ChangedMeanwhileException extends RuntimeException {
    ChangedMeanwhileException() {
        super("changed meanwhile", null, false, false);
    }
}
