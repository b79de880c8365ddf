package io.lamplighter.driver.http;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.http.definitions.Definition;

/** The definitions that there are. */
@FunctionalInterface
interface Definitions {

    /**
     * The definition of this name as it is now; may read files.
     *
     * @throws DriverException.Rejected when there is none that can be used
     */
    Definition find(String name);
}
