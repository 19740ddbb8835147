package io.github.osspresign.transfer.http;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.Header;

/**
 * Requests an object and follows redirects (RFC 9110, 15.4): at most five, never in a circle, and never from https to
 * http, which would expose the target to the network.
 */
public final class Redirects {

    /*
     * Each target is untrusted like the link itself: the host policy checks it before anything is sent, and also the
     * addresses that it resolves to. The headers that the link requires are dropped for good when scheme, host or port
     * change: the other host could redirect back to a URL of its choice.
     */

    private static final int MOST = 5;
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private final Transport transport;
    private final TransferOptions options;
    private final Deadline deadline;

    /** Creates the requests of one transfer. */
    public Redirects(Transport transport, TransferOptions options, Deadline deadline) {
        this.transport = transport;
        this.options = options;
        this.deadline = deadline;
    }

    /**
     * Returns the last response, which is not a redirect.
     *
     * @param ours headers to send to every target
     * @param attempt cancels the requests, as the deadline does
     * @throws HostNotAllowedException if a redirect leads to a host that links may not point to
     * @throws TransferFailedException if there is no response, or the redirects are invalid, circular or too many
     */
    public Response get(UsableLink link, Map<String, String> ours, Cancellation attempt) throws OssPresignException {
        ExceptionFactory failures = link.failures();
        Map<String, String> required = link.link().requiredHeaders();
        Set<LinkAddress> asked = new LinkedHashSet<>();
        LinkAddress address = link.address();
        while (true) {
            asked.add(address);
            Map<String, String> headers = RequestHeaders.of(required, address, failures);
            headers.putAll(ours);
            Response response = send(address, headers, attempt, failures);
            if (!STATUSES.contains(response.status())) {
                return response;
            }
            LinkAddress next;
            try (response) {
                next = target(response, address, asked, failures);
            }
            if (!next.hasAuthorityOf(address)) {
                required = Map.of();
            }
            address = next;
        }
    }

    private Response send(
            LinkAddress address, Map<String, String> headers, Cancellation attempt, ExceptionFactory failures)
            throws OssPresignException {
        try {
            return transport.get(address, headers, new StepTimeout(options, deadline, attempt));
        } catch (IOException e) {
            deadline.check(failures);
            throw failures.connection(e);
        }
    }

    private LinkAddress target(Response response, LinkAddress from, Set<LinkAddress> asked, ExceptionFactory failures)
            throws OssPresignException {
        ExceptionFactory after = response.failures(failures);
        String url = from.resolve(location(response, after));
        after.hide(url);
        LinkAddress target = check(url, from, after);
        if (asked.contains(target)) {
            throw after.failed("redirects of the link lead in a circle");
        }
        if (asked.size() > MOST) {
            throw after.failed("redirects of the link: must be at most " + MOST + ", were more");
        }
        return target;
    }

    private static String location(Response response, ExceptionFactory failures) throws TransferFailedException {
        List<String> locations = response.headers().stream()
                .filter(header -> header.getName().equalsIgnoreCase("Location"))
                .map(Header::getValue)
                .toList();
        if (locations.size() != 1) {
            throw failures.failed("redirect has " + (locations.isEmpty() ? "no" : "several") + " Location headers");
        }
        String location = locations.get(0);
        if (location == null || location.isBlank()) {
            throw failures.failed("redirect has an empty Location header");
        }
        return location;
    }

    private LinkAddress check(String url, LinkAddress from, ExceptionFactory failures) throws HostNotAllowedException {
        try {
            LinkAddress target = options.hostPolicy().check(url);
            if (from.scheme().equals("https") && target.scheme().equals("http")) {
                throw new HostNotAllowedException(target.host(), "https after https", "http", failures.context());
            }
            return target;
        } catch (HostNotAllowedException e) {
            throw failures.refused(e).ofRedirect();
        }
    }
}
