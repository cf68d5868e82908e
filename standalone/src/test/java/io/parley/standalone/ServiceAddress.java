package io.parley.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for several replicas, as a Service of Kubernetes is: a new connection goes
 * to one of those that are ready and stays there, whatever becomes of it.
 */
final class ServiceAddress implements AutoCloseable {

    private final List<URI> ready = new CopyOnWriteArrayList<>();

    private final AtomicInteger next = new AtomicInteger();

    private final ServerSocket server;

    ServiceAddress() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + this.server.getLocalPort());
    }

    void add(URI replica) {
        this.ready.add(replica);
    }

    void remove(URI replica) {
        this.ready.remove(replica);
    }

    private void accept() {
        while (!this.server.isClosed()) {
            try {
                Socket from = this.server.accept();
                Thread.ofVirtual().start(() -> connect(from));
            }
            catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        URI replica = this.ready.get(Math.floorMod(this.next.getAndIncrement(), this.ready.size()));
        try (from; Socket to = new Socket(replica.getHost(), replica.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> pump(to, from));
            pump(from, to);
            back.join();
        }
        catch (IOException | InterruptedException _) {
            // the caller sees its connection closed
        }
    }

    /** Brings bytes, then the end of them. */
    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        }
        catch (IOException _) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.server.close();
    }

}
