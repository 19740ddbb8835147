// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.transfer;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.osspresigned.delivery.ResultHeaders;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.message.UploadBody;
import io.github.osspresign.camel.osspresigned.message.UploadPlanReader;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.camel.osspresigned.monitor.Outcome;
import io.github.osspresign.camel.osspresigned.monitor.TransferMonitor;
import io.github.osspresign.camel.osspresigned.monitor.TransferredObject;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Uploads the body of a message through the link in its headers, or in parts by the upload plan in a header. The body stays unchanged. */
public final class LinkUpload {

    private final Supplier<TransferClient> client;
    private final TransferMonitor monitor;
    private final Supplier<@Nullable LinkRefresher> refresher;
    private final boolean abortOnFailure;

    /**
     * @param refresher source of new links of the started endpoint, or {@code null} if expired links are not renewed
     * @param abortOnFailure whether a failed upload in parts is aborted
     */
    public LinkUpload(
            Supplier<TransferClient> client,
            TransferMonitor monitor,
            Supplier<@Nullable LinkRefresher> refresher,
            boolean abortOnFailure) {
        this.client = client;
        this.monitor = monitor;
        this.refresher = refresher;
        this.abortOnFailure = abortOnFailure;
    }

    /** Uploads the body and reports the result in headers. */
    public void upload(Exchange exchange, CancellationCondition condition) throws IOException {
        PresignedUpload plan = UploadPlanReader.fromHeader(exchange);
        // In logs and events, the link that completes an upload in parts stands for the object.
        PresignedLink link = plan == null ? link(exchange) : plan.complete();
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        MonitoredTransfer monitored = monitor.start(link, exchange);
        Uploaded uploaded;
        try (UploadBody body = body(exchange, link)) {
            Cancellation cancellation = new Cancellation(condition);
            uploaded = plan == null
                    ? client.get()
                            .upload(new UploadRequest(link, body.content(), monitored, refresher.get()), cancellation)
                    : client.get()
                            .upload(
                                    new MultipartRequest(
                                            plan, body.content(), monitored, refresher.get(), abortOnFailure),
                                    cancellation);
            monitored.ended(Outcome.UPLOADED, transferred(link, uploaded));
        } catch (IOException | RuntimeException | Error e) {
            monitored.failed(e);
            throw e;
        }
        new ResultHeaders(exchange.getMessage()).uploaded(uploaded, plan != null);
    }

    /** Returns the link in the headers; the body is the content to upload. */
    private static PresignedLink link(Exchange exchange) {
        PresignedLink link = LinkReader.fromHeaders(exchange, "PUT");
        if (link == null) {
            throw new IllegalArgumentException("link: not set; with operation=upload, set the header "
                    + OssPresignedConstants.LINK + ", " + OssPresignedConstants.URL + " or "
                    + OssPresignedConstants.UPLOAD);
        }
        return link;
    }

    /** Returns the body; a missing file is a failure of this upload, which names the link. */
    private static UploadBody body(Exchange exchange, PresignedLink link) throws IOException {
        try {
            return UploadBody.of(exchange);
        } catch (FileSystemException e) {
            String reason = e instanceof NoSuchFileException ? "does not exist" : String.valueOf(e.getReason());
            throw new UploadFailedException(
                    "body of the upload cannot be read: file " + Quoted.of(e.getFile()) + " " + reason,
                    false,
                    FailureContext.beforeResponse(link.maskedUrl()),
                    null);
        }
    }

    private static TransferredObject transferred(PresignedLink link, Uploaded uploaded) {
        String key = link.key();
        return new TransferredObject(
                key == null ? "" : key,
                uploaded.object().length(),
                uploaded.verified(),
                uploaded.attempts(),
                uploaded.resumedBytes());
    }
}
