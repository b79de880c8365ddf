/** Finds devices: by filters, page by page or as a stream of ids, and many at once by their ids. */
package io.lamplighter.devices.search;
