// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Side that has the objects and the keys. It stores objects and sends links. */
final class Supplier implements AutoCloseable {

    private final Sample sample;
    private final OssDevServer server;
    private final Signer signer;
    private final Sender sender;

    Supplier(Sample sample, OssDevServer server, Signer signer, Configuration configuration) {
        this.sample = sample;
        this.server = server;
        this.signer = signer;
        this.sender = new Sender(configuration);
    }

    /** Stores all objects but the missing ones, in their first version. */
    void store() {
        sample.links(kind -> kind.hasObject() && kind != Kind.MISSING)
                .parallel()
                .forEach(link -> put(link, sample.content(link)));
    }

    /** Sends a record for each link. */
    void send() throws ExecutionException, InterruptedException {
        List<PresignedLink> expired = expiredLinks();
        sample.links(kind -> kind == Kind.POISON).forEach(link -> sender.send(sample.object(link), "no link"));
        send(sample.links(kind -> kind != Kind.EXPIRED && kind != Kind.POISON), Duration.ofDays(1));
        expired.forEach(sender::send);
        sender.flush();
    }

    /** Generates short links, and waits until they have expired. */
    private List<PresignedLink> expiredLinks() throws InterruptedException {
        List<PresignedLink> links = new ArrayList<>();
        signer.sign(
                sample.links(kind -> kind == Kind.EXPIRED).mapToObj(sample::key).iterator(),
                Duration.ofSeconds(1),
                links::add);
        TimeUnit.SECONDS.sleep(2);
        return links;
    }

    /** Replaces the objects that are to be replaced, and sends a second link to each. */
    void change() throws ExecutionException, InterruptedException {
        change(sample.links(kind -> kind == Kind.CHANGED).boxed().toList());
    }

    /** Replaces the objects of some links, and sends a second link to each. */
    void change(Collection<Integer> links) throws ExecutionException, InterruptedException {
        links.forEach(link -> put(link, sample.secondContent(link)));
        send(links.stream().mapToInt(Integer::intValue), Duration.ofDays(1));
        sender.flush();
    }

    /** Stores what was missing, and replaces what was no zip file. */
    void repair() {
        putFinal(kind -> kind == Kind.MISSING || kind == Kind.BROKEN);
    }

    private void putFinal(Predicate<Kind> kinds) {
        sample.links(kinds).forEach(link -> put(link, sample.finalContent(link)));
    }

    private void put(int link, byte[] content) {
        server.putObject(sample.bucket(), sample.key(link), content);
    }

    private void send(IntStream links, Duration lifetime) {
        signer.sign(links.mapToObj(sample::key).iterator(), lifetime, sender::send);
    }

    @Override
    public void close() {
        sender.close();
    }
}
