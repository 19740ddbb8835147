// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.camel.message.KnownHeaders;
import io.github.osspresign.camel.message.LocalFile;
import io.github.osspresign.camel.message.ValueType;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.message.ResultHeaders;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.camel.osspresigned.monitor.TransferMonitor;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Uploads the body of a message through the link in its headers, or in parts by the upload plan in a header. The body stays
 * unchanged.
 *
 * @param client client of the started endpoint
 * @param refresher source of new links of the started endpoint, or {@code null} if expired links are not renewed
 * @param abortOnFailure whether a failed upload in parts is aborted
 */
public record LinkUpload(
        TransferMonitor monitor,
        Supplier<TransferClient> client,
        Supplier<@Nullable LinkRefresher> refresher,
        boolean abortOnFailure) {

    /** Uploads the body and reports the result in headers. */
    public void upload(Exchange exchange, CancellationCondition condition) throws IOException {
        KnownHeaders.check(exchange.getMessage());
        PresignedUpload plan = plan(exchange);
        // In logs and events, the link that completes an upload in parts stands for the object.
        PresignedLink link = plan == null ? link(exchange) : plan.complete();
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        MonitoredTransfer monitored = monitor.start(link, exchange);
        Uploaded uploaded;
        try (BodyContent body = body(exchange, link)) {
            Cancellation cancellation = new Cancellation(condition);
            uploaded = plan == null
                    ? client.get()
                            .upload(
                                    UploadRequest.builder(link, body.content())
                                            .listener(monitored)
                                            .refresher(refresher.get())
                                            .build(),
                                    cancellation)
                    : client.get()
                            .upload(
                                    MultipartRequest.builder(plan, body.content())
                                            .listener(monitored)
                                            .refresher(refresher.get())
                                            .abortOnFailure(abortOnFailure)
                                            .build(),
                                    cancellation);
            monitored.ended(Outcome.UPLOADED, transferred(link, uploaded));
        } catch (IOException | RuntimeException | Error e) {
            monitored.failed(e);
            throw e;
        }
        new ResultHeaders(exchange.getMessage()).uploaded(uploaded, plan != null);
    }

    /**
     * Returns the plan in the headers, or {@code null} if there is none. A JSON form in the header is replaced by the plan,
     * because a stream can be read only once.
     */
    private static @Nullable PresignedUpload plan(Exchange exchange) throws IOException {
        Object value = exchange.getMessage().getHeader(OssPresignedConstants.UPLOAD);
        if (value == null || value instanceof PresignedUpload) {
            return (PresignedUpload) value;
        }
        PresignedUpload plan = parsed(value);
        exchange.getMessage().setHeader(OssPresignedConstants.UPLOAD, plan);
        return plan;
    }

    /** Parses a JSON form without the type converters of Camel, which would request a URL from any host. */
    private static PresignedUpload parsed(Object value) throws IOException {
        if (value instanceof CharSequence text) {
            return PresignedUpload.parse(text.toString());
        }
        try (InputStream json = stream(value)) {
            return PresignedUpload.parse(json);
        }
    }

    private static InputStream stream(Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }
        Path file = LocalFile.of(value);
        if (file != null) {
            return Files.newInputStream(file);
        }
        if (value instanceof StreamCache cache) {
            cache.reset();
        }
        if (value instanceof InputStream stream) {
            return stream;
        }
        throw new IllegalArgumentException(OssPresignedConstants.UPLOAD
                + ": must be an upload plan or its JSON form as text, bytes, a file or a stream, was "
                + ValueType.of(value));
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
    private static BodyContent body(Exchange exchange, PresignedLink link) throws IOException {
        try {
            return BodyContent.of(exchange);
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
