// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import java.time.InstantSource;
import org.apache.camel.Component;
import org.apache.camel.support.DefaultEndpoint;

/** Endpoint with a monitor of its transfers. */
public abstract class MonitoredEndpoint extends DefaultEndpoint {

    private final TransferMonitor monitor;

    protected MonitoredEndpoint(String uri, Component component, InstantSource time) {
        super(uri, component);
        this.monitor = new TransferMonitor(time);
    }

    /** Returns the monitor of the transfers. */
    public final TransferMonitor monitor() {
        return monitor;
    }
}
