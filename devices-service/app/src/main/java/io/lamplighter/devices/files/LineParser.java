package io.lamplighter.devices.files;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads what a line says about a device, as a JSON object in the words of the API: a merge patch of the device. */
public interface LineParser {

    /**
     * Reads one line.
     *
     * @throws io.lamplighter.devices.problems.InvalidInputException when it cannot be read
     */
    ObjectNode parse(String line);
}
