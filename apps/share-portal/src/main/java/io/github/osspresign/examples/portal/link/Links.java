// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.link.PresignedLink;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Gives the pages what the routes produce. Each method throws {@link RouteFailedException} if its route fails. */
@Component
public class Links {

    private final ProducerTemplate camel;
    private final BucketWait bucket;
    private final ObjectMapper json;
    private final PortalProperties properties;

    Links(ProducerTemplate camel, BucketWait bucket, ObjectMapper json, PortalProperties properties) {
        this.camel = camel;
        this.bucket = bucket;
        this.json = json;
        this.properties = properties;
    }

    /** Returns a link to the object of a file, under which a browser saves it with its name. */
    public URI download(ShareFile file) {
        return URI.create(link(file).url());
    }

    /** Returns the object of a file. */
    public StoredObject stored(ShareFile file) {
        return StoredObject.of(link(file));
    }

    private PresignedLink link(ShareFile file) {
        return requestBucket(ObjectRoutes.READ, file, Map.of()).getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    /**
     * Returns fresh links that send the object of a file: in parts from a size on, else in a form. A file without an upload in
     * parts gets a new one.
     */
    public Upload upload(ShareFile file) {
        return file.size() >= properties.multipartFrom() || file.uploadId() != null ? plan(file) : form(file);
    }

    /** Returns the form that stores exactly the object of a file. */
    private Upload form(ShareFile file) {
        Message form =
                request(UploadRoutes.FORM, file, Map.of(PresignConstants.OBJECT_KEY, file.key(), "size", file.size()));
        @SuppressWarnings("unchecked") // Documented type of the header.
        Map<String, String> fields = form.getHeader(PresignConstants.FORM_FIELDS, Map.class);
        return Upload.form(form.getHeader(PresignConstants.URL, String.class), fields);
    }

    private Upload plan(ShareFile file) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(PresignConstants.OBJECT_KEY, file.key());
        headers.put(PresignConstants.UPLOAD_SIZE, file.size());
        if (file.uploadId() != null) {
            headers.put(PresignConstants.UPLOAD_ID, file.uploadId());
        }
        try {
            return Upload.multipart(json.readTree(
                    requestBucket(UploadRoutes.PLAN, file, headers).getBody(String.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plan: must be JSON", e);
        }
    }

    /** Deletes the object of a file, or what is there of it if it is still uploaded in parts. */
    public void delete(ShareFile file) {
        request(ObjectRoutes.DELETE, file, Map.of());
    }

    /**
     * Writes the objects of files into a stream, one after the other, as they arrive from the bucket.
     *
     * @throws RouteFailedException if one cannot be read to its end, or the stream not be written
     */
    public void zip(List<ShareFile> files, Zip zip) {
        request(ObjectRoutes.ZIP, files, Map.of("zip", zip));
    }

    /**
     * Mails the address of the page of a share.
     *
     * @param page address of the page
     * @param to address of the recipient
     * @param language {@code en} or {@code zh}
     */
    public void mail(Share share, String page, String to, String language) {
        PresignedLink link = PresignedLink.builder(page)
                .key(share.name())
                .size(share.size())
                .expiresAt(share.expiresAt())
                .build();
        request(
                MailRoute.SHARE,
                share,
                Map.of(
                        PresignConstants.LINK,
                        link,
                        PresignConstants.DOWNLOAD_FILE_NAME,
                        share.name(),
                        "To",
                        to,
                        "language",
                        language,
                        "sender",
                        share.owner(),
                        "protected",
                        share.needsPassword(),
                        "note",
                        share.note()));
    }

    private Message request(String route, Object body, Map<String, Object> headers) {
        return message(exchange(route, body, headers));
    }

    /** Requests a route that waits for the bucket; nothing is lost if it ends too late. */
    private Message requestBucket(String route, Object body, Map<String, Object> headers) {
        return message(bucket.call(() -> exchange(route, body, headers)));
    }

    private Exchange exchange(String route, Object body, Map<String, Object> headers) {
        return camel.request(route, request -> {
            request.getMessage().setHeaders(new HashMap<>(headers));
            request.getMessage().setBody(body);
        });
    }

    private static Message message(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new RouteFailedException(exchange.getException());
        }
        return exchange.getMessage();
    }
}
