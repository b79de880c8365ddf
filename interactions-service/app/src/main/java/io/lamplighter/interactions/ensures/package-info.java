/** Desired state: values that devices are to keep until that is withdrawn, set again whenever they drift. */
package io.lamplighter.interactions.ensures;
