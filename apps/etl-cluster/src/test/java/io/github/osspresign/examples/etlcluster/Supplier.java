// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Side that has the objects and the keys. It stores objects in the bucket of a server and sends links. */
final class Supplier implements AutoCloseable {

    private final Sample sample;
    private final OssDevServer server;
    private final Links links;
    private final Signer signer;
    private final Sender sender;

    Supplier(Sample sample, OssDevServer server, Configuration configuration) throws Exception {
        this.sample = sample;
        this.server = server;
        this.links = Links.of(server);
        this.signer = signer(server);
        this.sender = new Sender(configuration);
    }

    /** Returns a signer with the keys of a server. */
    static Signer signer(OssDevServer server) throws Exception {
        Map<String, String> properties = new HashMap<>(server.camelProperties());
        properties.put("region", server.region());
        return new Signer(Sample.BUCKET, properties);
    }

    /** Changes a byte of an object whenever it is downloaded. */
    static FaultRule corrupt(Sample sample) {
        return FaultRule.of(new Fault.FlippedByte(40))
                .forKey(sample.corruptKey())
                .forMethod("GET")
                .always();
    }

    Signer signer() {
        return signer;
    }

    /** Does all that makes links of each kind. */
    void supply() throws ExecutionException, InterruptedException {
        store();
        send();
        change();
    }

    /** Stores all objects but the missing ones, in their first version, of which one changes in transit. */
    void store() {
        server.inject(corrupt(sample));
        sample.links(kind -> kind.hasObject() && kind != Kind.MISSING)
                .parallel()
                .forEach(link -> put(link, sample.content(link)));
    }

    /** Sends a record for each link. */
    void send() throws ExecutionException, InterruptedException {
        List<PresignedLink> expired = expiredLinks();
        sample.links(kind -> kind == Kind.POISON).forEach(link -> sender.send(sample.object(link), "no link"));
        send(sample.links(kind -> kind != Kind.EXPIRED && kind != Kind.POISON));
        expired.forEach(sender::send);
        sender.flush();
    }

    /** Generates short links, and waits until they have expired. */
    private List<PresignedLink> expiredLinks() throws InterruptedException {
        List<PresignedLink> expired = sample.links(kind -> kind == Kind.EXPIRED)
                .mapToObj(link -> links.get(sample.key(link), Duration.ofSeconds(1)))
                .toList();
        TimeUnit.SECONDS.sleep(2);
        return expired;
    }

    /** Replaces the objects that are to be replaced, and sends a second link to each. */
    void change() throws ExecutionException, InterruptedException {
        change(sample.links(kind -> kind == Kind.CHANGED).boxed().toList());
    }

    /** Replaces the objects of some links, and sends a second link to each. */
    void change(Collection<Integer> changed) throws ExecutionException, InterruptedException {
        changed.forEach(link -> put(link, sample.secondContent(link)));
        send(changed.stream().mapToInt(Integer::intValue));
        sender.flush();
    }

    /** Stores what was missing, replaces what was no zip file, and changes nothing in transit any more. */
    void repair() {
        sample.links(kind -> kind == Kind.MISSING || kind == Kind.BROKEN)
                .forEach(link -> put(link, sample.finalContent(link)));
        server.clearFaults();
    }

    private void put(int link, byte[] content) {
        server.putObject(Sample.BUCKET, sample.key(link), content);
    }

    private void send(IntStream numbers) {
        numbers.forEach(link -> sender.send(links.get(sample.key(link))));
    }

    @Override
    public void close() {
        sender.close();
        signer.close();
    }
}
