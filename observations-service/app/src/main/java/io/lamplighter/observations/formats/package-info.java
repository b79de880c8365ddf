/** How observations are answered: JSON page by page, NDJSON and CSV as streams of any length. */
package io.lamplighter.observations.formats;
