/** The series: which ids stand for which attribute or status of a device. */
package io.lamplighter.observations.series;
