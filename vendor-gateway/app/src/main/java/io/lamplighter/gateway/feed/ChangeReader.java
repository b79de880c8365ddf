package io.lamplighter.gateway.feed;

import java.io.IOException;
import java.util.List;

/** Makes of a record what clients are told; fails when it cannot be read. */
interface ChangeReader {
    List<Change> changes(Entry entry) throws IOException;
}
