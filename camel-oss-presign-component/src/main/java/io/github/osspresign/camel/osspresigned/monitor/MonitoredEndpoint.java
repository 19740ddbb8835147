package io.github.osspresign.camel.osspresigned.monitor;

import org.apache.camel.Endpoint;

/** Endpoint with a monitor of its transfers. */
public interface MonitoredEndpoint extends Endpoint {

    /** Returns the monitor of the transfers. */
    TransferMonitor monitor();
}
