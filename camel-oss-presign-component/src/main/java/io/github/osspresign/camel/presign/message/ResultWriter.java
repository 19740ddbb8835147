// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import io.github.osspresign.link.text.BrowserUsability;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PostForm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.InputStreamCache;

/** Writes a signed link, form or upload plan to the headers and body of a message. */
public final class ResultWriter {

    private static final List<String> RESULTS = List.of(
            PresignConstants.URL,
            PresignConstants.URL_MASKED,
            PresignConstants.LINK_METHOD,
            PresignConstants.EXPIRES_AT,
            PresignConstants.LIFETIME_LIMIT,
            PresignConstants.REQUIRED_HEADERS,
            PresignConstants.BROWSER_USABLE,
            PresignConstants.LINK,
            PresignConstants.UPLOAD,
            PresignConstants.FORM_FIELDS,
            PresignConstants.FORM);

    private final boolean toHeaders;
    private final boolean toBody;

    public ResultWriter(boolean toHeaders, boolean toBody) {
        this.toHeaders = toHeaders;
        this.toBody = toBody;
    }

    public void write(Message message, SignedLink signed) {
        PresignedLink link = signed.link();
        removeResults(message);
        if (toHeaders) {
            writeHeaders(message, signed, link);
        }
        if (toBody) {
            message.setBody(LinkJson.write(link));
            message.setHeader(Exchange.CONTENT_TYPE, PresignedLink.MEDIA_TYPE);
        }
    }

    /**
     * Removes the headers of an earlier link or form. A later step would prefer them to the link in the body, or take them
     * for properties of the new link.
     */
    public static void removeResults(Message message) {
        RESULTS.forEach(message::removeHeader);
    }

    /** Writes a form. The headers always contain its URL, because form fields in the body are useless without it. */
    public void write(Message message, SignedForm signed) {
        PostForm form = signed.form();
        removeResults(message);
        message.setHeader(PresignConstants.URL, form.action());
        message.setHeader(PresignConstants.URL_MASKED, form.action());
        message.setHeader(PresignConstants.LINK_METHOD, HttpMethod.POST.name());
        writeExpiry(message, form.expiresAt(), signed.lifetime());
        if (toHeaders) {
            message.setHeader(PresignConstants.FORM_FIELDS, form.fields());
            message.setHeader(PresignConstants.FORM, form.html());
        }
        if (toBody) {
            message.setBody(form.fields());
        }
    }

    /** Writes the plan of an upload. */
    public void write(Message message, SignedUpload signed) {
        PresignedUpload plan = signed.plan();
        removeResults(message);
        if (toHeaders) {
            message.setHeader(PresignConstants.UPLOAD, plan);
            writeExpiry(message, plan.expiresAt(), signed.lifetime());
        }
        if (toBody) {
            message.setBody(new InputStreamCache(UploadJson.write(plan)));
            message.setHeader(Exchange.CONTENT_TYPE, PresignedUpload.MEDIA_TYPE);
        }
    }

    private static void writeHeaders(Message message, SignedLink signed, PresignedLink link) {
        message.setHeader(PresignConstants.URL, link.url());
        message.setHeader(PresignConstants.URL_MASKED, link.maskedUrl());
        message.setHeader(PresignConstants.LINK_METHOD, link.method());
        writeExpiry(message, Objects.requireNonNull(link.expiresAt(), "expiresAt"), signed.lifetime());
        message.setHeader(PresignConstants.REQUIRED_HEADERS, link.requiredHeaders());
        message.setHeader(PresignConstants.BROWSER_USABLE, BrowserUsability.obstacle(link) == null);
        message.setHeader(PresignConstants.LINK, link);
    }

    private static void writeExpiry(Message message, Instant expiresAt, Lifetime lifetime) {
        message.setHeader(PresignConstants.EXPIRES_AT, expiresAt);
        message.setHeader(
                PresignConstants.LIFETIME_LIMIT, lifetime.limit().name().toLowerCase(Locale.ROOT));
    }
}
