/** Groups: selectors with a name. Which devices a group has is found out when somebody asks. */
package io.lamplighter.devices.groups;
