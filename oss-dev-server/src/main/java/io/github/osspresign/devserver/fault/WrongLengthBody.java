// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import io.github.osspresign.devserver.http.Body;
import java.io.IOException;
import java.io.OutputStream;

/** A body that announces a wrong length, unless its length is unknown. */
record WrongLengthBody(Body whole, long surplus) implements Body {

    @Override
    public long length() {
        return whole.length() == UNKNOWN_LENGTH ? UNKNOWN_LENGTH : Math.max(0, whole.length() + surplus);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        // HttpCore drops bytes beyond the announced length, and the listener closes the connection after a wrong
        // length.
        whole.writeTo(out);
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
