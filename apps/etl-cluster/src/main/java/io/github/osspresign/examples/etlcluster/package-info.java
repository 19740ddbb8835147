// SPDX-License-Identifier: Apache-2.0
/** Zipped CSV files whose links are in a Kafka topic, loaded into PostgreSQL by several worker processes. */
@NullMarked
package io.github.osspresign.examples.etlcluster;

import org.jspecify.annotations.NullMarked;
