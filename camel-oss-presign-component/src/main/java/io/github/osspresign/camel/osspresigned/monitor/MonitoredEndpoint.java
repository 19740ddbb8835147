package io.github.osspresign.camel.osspresigned.monitor;

import org.apache.camel.Endpoint;

/** An endpoint whose downloads are watched. */
public interface MonitoredEndpoint extends Endpoint {

    /** What watches them. */
    DownloadMonitor monitor();
}
