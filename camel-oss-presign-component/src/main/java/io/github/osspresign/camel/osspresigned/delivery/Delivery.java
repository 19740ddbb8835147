// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import org.apache.camel.Exchange;

/** Strategy that downloads an object and makes it the body of a message. */
public interface Delivery {

    /**
     * Downloads the object, or opens its stream, and sets body and headers if there is an object.
     *
     * @param client client of the started endpoint
     * @param object the object, with the listener {@code monitored}
     * @param monitored records the result of the download
     * @param cancellation cancels the download
     * @throws IOException if the download fails; only the part file remains, from which a later download resumes
     */
    DownloadResult deliver(
            TransferClient client,
            Exchange exchange,
            ObjectRequest object,
            MonitoredTransfer monitored,
            Cancellation cancellation)
            throws IOException;
}
