// Recording with the browser, in the type closest to WhatsApp's own voice notes.

const TYPES = ['audio/ogg; codecs=opus', 'audio/mp4', 'audio/webm; codecs=opus'];

/** Starts recording; rejects where the browser has no microphone for us. */
export async function startRecording() {
  if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined') throw new Error('no recorder');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType });
  const chunks = [];
  const began = Date.now();
  recorder.ondataavailable = (event) => chunks.push(event.data);
  recorder.start();
  return {
    seconds: () => (Date.now() - began) / 1000,
    stop: () => new Promise((resolve) => {
      recorder.onstop = () => {
        stream.getTracks().forEach((track) => track.stop());
        resolve(new Blob(chunks, { type: recorder.mimeType }));
      };
      recorder.stop();
    }),
  };
}
