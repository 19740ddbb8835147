// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Deadline;
import io.github.osspresign.transfer.wire.Response;
import io.github.osspresign.transfer.wire.StepTimeout;
import io.github.osspresign.transfer.wire.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests an object and follows redirects (RFC 9110, 15.4): at most five, never in a circle, and never from https to
 * http, which would expose the target to the network.
 *
 * @param attempt cancels all requests together
 */
public record Redirects(Transport transport, TransferOptions options, Deadline deadline, Cancellation attempt) {

    /*
     * Each target is untrusted like the link itself: the host policy checks it before anything is sent, and also the
     * addresses that it resolves to. The headers that the link requires are dropped for good when scheme, host or port
     * change: the other host could redirect back to a URL of its choice.
     */

    private static final int MOST = 5;
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    /**
     * Returns the last response, which is not a redirect.
     *
     * @param range requested range, {@code null} for the whole object
     * @param validator validator that the object must match, {@code null} if nothing is known of it
     * @throws OssPresignException if there is no response; if a redirect is invalid, circular or one too many, or leads to a
     *     host that links may not point to
     */
    public Response get(UsableLink link, @Nullable ByteRange range, @Nullable StrongValidator validator)
            throws OssPresignException {
        try {
            return follow(link, ours(link, range, validator));
        } catch (IOException e) {
            throw link.failures().connection(e);
        }
    }

    /** Returns the headers that every target gets. */
    private static Map<String, String> ours(
            UsableLink link, @Nullable ByteRange range, @Nullable StrongValidator validator) throws PlainFailure {
        Map<String, String> headers = new HashMap<>();
        if (range != null) {
            headers.put("Range", range.header());
        }
        if (validator != null) {
            validator.requireFor(link.address());
            headers.put("If-Match", validator.ifMatch());
        }
        return headers;
    }

    private Response follow(UsableLink link, Map<String, String> ours) throws IOException {
        Map<String, String> required = link.link().requiredHeaders();
        List<LinkAddress> asked = new ArrayList<>();
        LinkAddress address = link.address();
        while (true) {
            asked.add(address);
            Map<String, String> headers = RequestHeaders.of(required, address);
            headers.putAll(ours);
            StepTimeout timeout = new StepTimeout(options, deadline, attempt);
            Response response = transport.send("GET", address, headers, null, timeout);
            if (!STATUSES.contains(response.status())) {
                return response;
            }
            LinkAddress next;
            try (response) {
                next = target(response, address, asked, link);
            } catch (PlainFailure e) {
                throw e.in(response.failures(link.failures()));
            }
            if (!next.hasAuthorityOf(address)) {
                required = Map.of();
            }
            address = next;
        }
    }

    private LinkAddress target(Response response, LinkAddress from, List<LinkAddress> asked, UsableLink link)
            throws PlainFailure {
        String url = from.resolve(location(response));
        link.failures().hide(url);
        LinkAddress target = check(url, from);
        if (asked.contains(target)) {
            throw new PlainFailure("redirects of the link lead in a circle", false);
        }
        if (asked.size() > MOST) {
            throw new PlainFailure("redirects of the link: must be at most " + MOST + ", were more", false);
        }
        return target;
    }

    private static String location(Response response) throws PlainFailure {
        List<String> locations = response.headers("Location");
        if (locations.size() != 1) {
            throw new PlainFailure(
                    "redirect has " + (locations.isEmpty() ? "no" : "several") + " Location headers", false);
        }
        if (locations.get(0).isBlank()) {
            throw new PlainFailure("redirect has an empty Location header", false);
        }
        return locations.get(0);
    }

    private LinkAddress check(String url, LinkAddress from) throws PlainFailure {
        LinkAddress target;
        try {
            options.hostPolicy().check(url);
            target = LinkAddress.parse(url);
        } catch (HostNotAllowedException e) {
            throw new PlainFailure(request -> request.refused(e).ofRedirect());
        }
        if (from.scheme().equals("https") && target.scheme().equals("http")) {
            throw new PlainFailure(request -> request.refused(
                            new HostNotAllowedException(target.host(), "https after https", "http", request.context()))
                    .ofRedirect());
        }
        return target;
    }
}
