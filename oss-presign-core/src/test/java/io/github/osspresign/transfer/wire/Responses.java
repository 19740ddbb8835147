// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.time.Scheduling;
import io.github.osspresign.transfer.time.Watch;
import java.time.InstantSource;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Responses that come from no server. */
public final class Responses {

    private static final Scheduling NO_THREADS =
            new Scheduling(InstantSource.system(), System::nanoTime, null, new Watch(null), null, new Cancellation());

    private Responses() {}

    /**
     * Returns a response with this content.
     *
     * @param headers name and value in turn
     */
    public static Response of(int status, byte[] body, String... headers) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(status);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        response.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
        Deadline never = new Deadline(NO_THREADS, null, new Cancellation());
        // Only its limits of time count: there is no connection that could break one.
        StepTimeout timeout = new StepTimeout(TransferOptions.DEFAULTS, never, new Cancellation());
        return new Response(response, timeout, () -> {});
    }
}
