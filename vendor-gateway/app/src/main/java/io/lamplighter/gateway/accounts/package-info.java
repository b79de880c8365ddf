/** The accounts at vendors: settings from configuration, secrets by reference and read again when they change. */
package io.lamplighter.gateway.accounts;
