package io.lamplighter.devices.imports;

/** As many imports as this process does at a time are running. */
final class ImportsBusyException extends RuntimeException {}
