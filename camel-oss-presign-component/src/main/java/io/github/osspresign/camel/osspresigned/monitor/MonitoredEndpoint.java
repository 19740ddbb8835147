package io.github.osspresign.camel.osspresigned.monitor;

import org.apache.camel.Endpoint;

/** Endpoint with a monitor of its downloads. */
public interface MonitoredEndpoint extends Endpoint {

    /** Returns the monitor of the downloads. */
    DownloadMonitor monitor();
}
