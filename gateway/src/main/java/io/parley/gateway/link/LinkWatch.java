package io.parley.gateway.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.parley.gateway.config.GatewayProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends what waits for a service that has vanished without a word. When a link goes down,
 * or a machine, open connections just stay silent, and an answer may take an hour. So as
 * long as anything waits, new connections are tried now and then; after some in vain,
 * nothing will come over the old ones. One that is refused is an answer: the service may
 * be finishing what it has begun. Thread-safe.
 */
@Component
public final class LinkWatch {

    private static final Logger log = LoggerFactory.getLogger(LinkWatch.class);

    private static final int TRIES = 3;

    /**
     * At a time: of several replicas behind one name, one that is gone must not stand for
     * the others.
     */
    private static final int CONNECTIONS = 4;

    private final Map<URI, Link> links = new ConcurrentHashMap<>();

    private final int patienceMillis;

    LinkWatch(GatewayProperties properties) {
        this.patienceMillis = Math.toIntExact(properties.linkTimeout().toMillis());
    }

    /**
     * Watches what waits for a service.
     * @param vanished ends it; it runs on a thread of its own
     * @return to be closed when it has ended
     */
    public Watched watch(URI service, Runnable vanished) {
        if (this.patienceMillis <= 0) {
            return () -> {
            };
        }
        return this.links.computeIfAbsent(service, Link::new).watch(vanished);
    }

    /** Something that is watched. */
    @FunctionalInterface
    public interface Watched extends AutoCloseable {

        @Override
        void close();

    }

    /** The way to one service, and what waits at its other end. */
    private final class Link {

        private final URI service;

        private final Set<Waiting> waiting = new HashSet<>();

        private boolean trying;

        /** The last that were known: the name service may be behind the same link. */
        private List<InetAddress> addresses = List.of();

        private Link(URI service) {
            this.service = service;
        }

        private synchronized Watched watch(Runnable vanished) {
            Waiting added = new Waiting(vanished);
            this.waiting.add(added);
            if (!this.trying) {
                this.trying = true;
                Thread.ofVirtual().name("link-watch").start(this::tryWhileAnyWait);
            }
            return () -> remove(added);
        }

        private synchronized void remove(Waiting ended) {
            this.waiting.remove(ended);
        }

        private void tryWhileAnyWait() {
            try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
                int inVain = 0;
                Thread.sleep(LinkWatch.this.patienceMillis);
                while (isAnyWaiting()) {
                    inVain = isThere(connections) ? 0 : inVain + 1;
                    if (inVain == TRIES) {
                        end();
                        inVain = 0;
                    }
                    Thread.sleep(LinkWatch.this.patienceMillis);
                }
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean isAnyWaiting() {
            this.trying = !this.waiting.isEmpty();
            return this.trying;
        }

        private boolean isThere(ExecutorService connections) throws InterruptedException {
            try {
                this.addresses = List.of(InetAddress.getAllByName(this.service.getHost()));
            }
            catch (UnknownHostException _) {
                if (this.addresses.isEmpty()) {
                    return true;
                }
            }
            List<Callable<Boolean>> tries = IntStream.range(0, Math.max(CONNECTIONS, this.addresses.size()))
                .mapToObj((i) -> this.addresses.get(i % this.addresses.size()))
                .map((address) -> (Callable<Boolean>) () -> answers(address))
                .toList();
            return connections.invokeAll(tries).stream().anyMatch(Future::resultNow);
        }

        /** Only silence and what lies between say that nobody is there. */
        private boolean answers(InetAddress address) {
            int port = (this.service.getPort() >= 0) ? this.service.getPort()
                    : "https".equals(this.service.getScheme()) ? 443 : 80;
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), LinkWatch.this.patienceMillis);
                return true;
            }
            catch (SocketTimeoutException | NoRouteToHostException _) {
                return false;
            }
            catch (IOException _) {
                return true;
            }
        }

        private synchronized void end() {
            log.warn("{} cannot be reached any more: what waits for it is ended, {} in all", this.service,
                    this.waiting.size());
            this.waiting.forEach((ended) -> Thread.ofVirtual().name("vanished-service").start(ended.vanished));
            this.waiting.clear();
        }

    }

    /** What ends; each is another, whatever it does. */
    private static final class Waiting {

        private final Runnable vanished;

        private Waiting(Runnable vanished) {
            this.vanished = vanished;
        }

    }

}
