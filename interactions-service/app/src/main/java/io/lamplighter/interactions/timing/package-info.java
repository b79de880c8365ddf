/** When something is due: crontab lines, fixed delays and rates, single times; pure arithmetic, exact in every time zone. */
package io.lamplighter.interactions.timing;
