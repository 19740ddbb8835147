// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Command lines of the processes that a test has started, as they are while a server gets their requests. */
final class CommandLines {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** Looks at them with each request from now on, and injects no fault. */
    void watch(OssDevServer server) {
        server.inject(FaultRule.of(new Fault.NoCrc64()).when(this::look).always());
    }

    List<String> seen() {
        return seen;
    }

    private boolean look(RecordedRequest request) {
        ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().commandLine().stream())
                .forEach(seen::add);
        return false;
    }
}
