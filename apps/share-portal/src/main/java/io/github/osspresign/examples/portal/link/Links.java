// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.UserName;
import io.github.osspresign.link.PresignedLink;
import java.net.URI;
import java.util.HashMap;
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

    /** Returns a link to the object of a share, under which a browser saves it with the name of the share. */
    public URI download(Share share) {
        return URI.create(link(share).url());
    }

    /** Returns the object of a share. */
    public StoredObject stored(Share share) {
        return StoredObject.of(link(share));
    }

    private PresignedLink link(Share share) {
        return requestBucket(
                        DownloadRoute.URI,
                        Map.of(
                                PresignConstants.OBJECT_KEY,
                                key(share),
                                PresignConstants.DOWNLOAD_FILE_NAME,
                                share.name()))
                .getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    /** Returns what begins the upload of the object of a share: parts from a size on, else a form. */
    public Upload begin(Share share) {
        return share.size() >= properties.multipartFrom() ? plan(share) : form(share);
    }

    /** Returns fresh links of an upload that has begun. */
    public Upload renew(Share share) {
        return share.uploadId() == null ? form(share) : plan(share);
    }

    /** Returns the form that stores exactly the object of a share. */
    private Upload form(Share share) {
        Message form =
                request(UploadRoutes.FORM, Map.of(PresignConstants.OBJECT_KEY, key(share), "size", share.size()));
        @SuppressWarnings("unchecked") // Documented type of the header.
        Map<String, String> fields = form.getHeader(PresignConstants.FORM_FIELDS, Map.class);
        return Upload.form(form.getHeader(PresignConstants.URL, String.class), fields);
    }

    /**
     * Returns the plan of the upload in parts of the object of a share. A share without an upload gets a new one, whose id is
     * in the plan.
     */
    private Upload plan(Share share) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(PresignConstants.OBJECT_KEY, key(share));
        headers.put(PresignConstants.UPLOAD_SIZE, share.size());
        if (share.uploadId() != null) {
            headers.put(PresignConstants.UPLOAD_ID, share.uploadId());
        }
        try {
            return Upload.multipart(
                    json.readTree(requestBucket(UploadRoutes.PLAN, headers).getBody(String.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plan: must be JSON", e);
        }
    }

    /** Deletes the object of a share, or what is there of it if it is still uploaded in parts. */
    public void delete(Share share) {
        if (share.uploadedAt() == null && share.uploadId() != null) {
            request(
                    DeleteRoute.UPLOAD,
                    Map.of(
                            PresignConstants.OBJECT_KEY,
                            key(share),
                            PresignConstants.UPLOAD_ID,
                            share.uploadId(),
                            PresignConstants.UPLOAD_PARTS,
                            "1"));
        }
        request(DeleteRoute.OBJECT, Map.of(PresignConstants.OBJECT_KEY, key(share)));
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

    /** @throws IllegalStateException if the object is not one of the owner of the share */
    private static String key(Share share) {
        if (!UserName.isValid(share.owner()) || !share.key().startsWith(Share.key(share.owner(), ""))) {
            throw new IllegalStateException("share " + share.id() + ": its object must be below that of its owner");
        }
        return share.key();
    }

    private Message request(String route, Map<String, Object> headers) {
        return message(exchange(route, headers));
    }

    /** Requests a route that waits for the bucket; nothing is lost if it ends too late. */
    private Message requestBucket(String route, Map<String, Object> headers) {
        return message(bucket.call(() -> exchange(route, headers)));
    }

    private Exchange exchange(String route, Map<String, Object> headers) {
        return camel.request(route, request -> request.getMessage().setHeaders(new HashMap<>(headers)));
    }

    private static Message message(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new RouteFailedException(exchange.getException());
        }
        return exchange.getMessage();
    }
}
