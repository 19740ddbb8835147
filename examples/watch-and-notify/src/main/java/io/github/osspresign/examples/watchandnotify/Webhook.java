// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Sends a message with its headers to the webhook. An endpoint of Camel parses its URI and encodes it again, which changes the
 * signature that the address of a webhook may have; this class requests the address verbatim.
 */
final class Webhook implements Processor {

    private static final int SECONDS_TO_RESPOND = 10;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI address;

    Webhook(URI address) {
        this.address = address;
    }

    /**
     * A node that stops or loses the lead interrupts what it does. A call that was sent is waited for all the same, since the next
     * leader would repeat it.
     *
     * @throws WebhookException if the receiver has not confirmed the call within 10 seconds
     */
    @Override
    public void process(Exchange exchange) throws WebhookException {
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request(exchange.getMessage()), BodyHandlers.discarding());
        try {
            // The time limit is for a copy, so that the call itself can be cancelled.
            int status = response.copy()
                    .orTimeout(SECONDS_TO_RESPOND, SECONDS)
                    .join()
                    .statusCode();
            if (status < 200 || status > 299) {
                throw new WebhookException("its response was " + status);
            }
        } catch (CompletionException e) {
            throw new WebhookException(
                    e.getCause() instanceof TimeoutException
                            ? "no response within " + SECONDS_TO_RESPOND + " seconds"
                            : causes(e));
        } finally {
            response.cancel(true);
        }
    }

    private HttpRequest request(Message message) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(message.getBody(String.class)));
        message.getHeaders().forEach((name, value) -> request.header(name, String.valueOf(value)));
        return request.build();
    }

    /** Returns the classes of the causes. Their messages may have what the receiver has sent, or the address. */
    private static String causes(CompletionException failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .skip(1)
                .map(cause -> cause.getClass().getSimpleName())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
