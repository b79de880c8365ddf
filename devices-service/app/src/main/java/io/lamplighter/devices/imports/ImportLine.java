package io.lamplighter.devices.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.files.FileLine;
import io.lamplighter.devices.problems.Violation;
import java.util.List;
import java.util.UUID;

/**
 * What a line says.
 *
 * @param source the line as it stands in the file
 * @param id the device that it names by id, or null
 * @param key the device that it names by vendor and vendor ids, as far as it does
 * @param parent the parent that it names by vendor and vendor ids, or null
 * @param patch what it makes of a device that is there; null when it cannot be read
 * @param wish the device that it registers when there is none; null when it says too little or the wrong thing for that
 * @param violations why there is no patch or no wish
 */
record ImportLine(
        FileLine source,
        UUID id,
        NaturalKey key,
        NaturalKey parent,
        ObjectNode patch,
        RegisterDevice wish,
        List<Violation> violations) {

    static ImportLine unreadable(FileLine source, List<Violation> violations) {
        return new ImportLine(source, null, null, null, null, null, violations);
    }

    long number() {
        return source.number();
    }

    boolean isReadable() {
        return patch != null;
    }

    boolean hasKey() {
        return isReadable() && key.namesADevice();
    }
}
