package io.lamplighter.devices.exports;

/** As many exports as this process does at a time are running. */
final class ExportsBusyException extends RuntimeException {}
