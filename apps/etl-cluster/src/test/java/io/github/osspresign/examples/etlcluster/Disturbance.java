// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

/** Disturbances of the cluster while links are loaded. */
enum Disturbance {
    /** A worker is killed, and started again. */
    KILL_WORKER,
    /** A worker is paused until the group has removed it, and then continues with the records that it had. */
    PAUSE_WORKER,
    /** The broker ends in order, and is started again. */
    RESTART_BROKER,
    /** The broker is killed, and started again. */
    KILL_BROKER,
    /** The database is stopped for some seconds. */
    STOP_DATABASE
}
