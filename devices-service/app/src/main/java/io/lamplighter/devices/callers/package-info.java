/** Who asks: the one place where a caller becomes known. Until there is authentication, callers say it themselves. */
package io.lamplighter.devices.callers;
