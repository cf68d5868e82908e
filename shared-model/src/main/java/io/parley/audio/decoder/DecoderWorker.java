package io.parley.audio.decoder;

import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child process: takes one job after the other from standard input and writes what it
 * decodes to a file descriptor of its own, so that nothing printed by accident gets
 * between. Ends when standard input does, even in the middle of a file.
 */
public final class DecoderWorker {

    /** Apart from 1, with which the JVM itself ends after a crash. */
    private static final int FAILED = 70;

    private final AudioFileDecoder decoder;

    private final ReplyWriter replies;

    private DecoderWorker(AudioFileDecoder decoder, ReplyWriter replies) {
        this.decoder = decoder;
        this.replies = replies;
    }

    /**
     * Works until the parent closes standard input.
     * @param args the path to which replies are written
     */
    public static void main(String[] args) throws IOException {
        BlockingQueue<JobRequest> jobs = new LinkedBlockingQueue<>();
        Thread.ofPlatform().name("decode").start(() -> work(args[0], jobs));
        DataInputStream in = new DataInputStream(System.in);
        JobRequest job = JobRequest.read(in);
        while (job != null) {
            jobs.add(job);
            job = JobRequest.read(in);
        }
        // not exit: a thread inside FFmpeg would not let it happen
        Runtime.getRuntime().halt(0);
    }

    private static void work(String replyPath, BlockingQueue<JobRequest> jobs) {
        try (FileOutputStream out = new FileOutputStream(replyPath);
                AudioFileDecoder decoder = new AudioFileDecoder()) {
            DecoderWorker worker = new DecoderWorker(decoder, new ReplyWriter(out.getChannel()));
            worker.replies.ready();
            while (true) {
                worker.run(jobs.take());
            }
        }
        catch (Throwable ex) {
            ex.printStackTrace();
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private void run(JobRequest job) throws IOException {
        try (FileChannel file = FileChannel.open(Path.of(job.fileName()), StandardOpenOption.READ)) {
            this.decoder.decode(file, job.sampleRate(), job.maxSamples(), this.replies);
        }
        catch (DecodeException ex) {
            this.replies.fault(ex.fault());
            return;
        }
        this.replies.end();
    }

}
