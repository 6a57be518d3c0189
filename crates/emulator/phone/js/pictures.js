// Sample photos drawn on the spot, so that nothing has to be carried along or fetched.

export const SCENES = [
  { name: 'Choque', sky: ['#8fb4d8', '#dfe9f0'], draw: crash },
  { name: 'Bache', sky: ['#b9c7cf', '#e7e4dc'], draw: pothole },
  { name: 'Incendio', sky: ['#40364a', '#a0643f'], draw: fire },
  { name: 'Fuga de agua', sky: ['#9cc3da', '#eef3f4'], draw: leak },
];

function canvas(width, height) {
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** A JPEG of a scene. */
export function samplePhoto(scene) {
  const picture = canvas(960, 720);
  const pen = picture.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, 0, 420);
  sky.addColorStop(0, scene.sky[0]);
  sky.addColorStop(1, scene.sky[1]);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 960, 720);
  street(pen);
  scene.draw(pen);
  grain(pen);
  return new Promise((resolve) => { picture.toBlob(resolve, 'image/jpeg', 0.82); });
}

/** A WebP sticker. */
export function sampleSticker() {
  const picture = canvas(512, 512);
  const pen = picture.getContext('2d');
  pen.font = '360px "Noto Color Emoji", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText('🌵', 256, 276);
  return new Promise((resolve) => { picture.toBlob(resolve, 'image/webp', 0.8); });
}

function shape(pen, colour, points) {
  pen.fillStyle = colour;
  pen.beginPath();
  points.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.fill();
}

function disc(pen, colour, x, y, width, height = width) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.ellipse(x, y, width, height, 0, 0, 7);
  pen.fill();
}

function street(pen) {
  shape(pen, '#6b7a63', [[0, 330], [210, 230], [420, 320], [700, 210], [960, 330], [960, 430], [0, 430]]);
  [[40, 250, '#c99b72'], [250, 290, '#d8c9a8'], [620, 270, '#b9745a'], [800, 300, '#cfd3cc']].forEach(([x, y, colour]) => {
    shape(pen, colour, [[x, y], [x + 150, y], [x + 150, 450], [x, 450]]);
    shape(pen, '#3c4650', [[x + 22, y + 34], [x + 62, y + 34], [x + 62, y + 84], [x + 22, y + 84]]);
    shape(pen, '#3c4650', [[x + 88, y + 34], [x + 128, y + 34], [x + 128, y + 84], [x + 88, y + 84]]);
  });
  shape(pen, '#9a958b', [[0, 440], [960, 440], [960, 480], [0, 480]]);
  shape(pen, '#55575a', [[0, 478], [960, 478], [960, 720], [0, 720]]);
  [90, 370, 650].forEach((x) => shape(pen, '#d9c26a', [[x, 590], [x + 150, 590], [x + 158, 604], [x + 4, 604]]));
}

function car(pen, x, y, colour, tilt) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(tilt);
  shape(pen, colour, [[-130, 30], [-128, -8], [-80, -18], [-48, -62], [52, -62], [90, -16], [132, -4], [134, 30]]);
  shape(pen, '#22303a', [[-66, -18], [-40, -52], [0, -52], [0, -18]]);
  shape(pen, '#22303a', [[10, -18], [10, -52], [46, -52], [72, -18]]);
  disc(pen, '#1a1a1c', -78, 32, 26);
  disc(pen, '#1a1a1c', 82, 32, 26);
  pen.restore();
}

function crash(pen) {
  car(pen, 330, 560, '#b8322a', 0.05);
  car(pen, 590, 574, '#d7dbe0', -0.14);
  for (let at = 0; at < 26; at += 1) disc(pen, '#e8edf099', 430 + (at * 53) % 130, 600 + (at * 29) % 70, 3 + (at % 4));
}

function pothole(pen) {
  disc(pen, '#3f4042', 470, 620, 190, 56);
  disc(pen, '#26272a', 476, 628, 150, 40);
  disc(pen, '#5f6f7a', 490, 636, 92, 18);
}

function fire(pen) {
  [[330, 430, 120], [420, 380, 150], [520, 420, 120]].forEach(([x, y, size]) => disc(pen, '#2b2b30b0', x, y - 190, size, size * 0.8));
  shape(pen, '#e2571e', [[300, 460], [340, 330], [380, 390], [430, 260], [480, 380], [530, 310], [570, 460]]);
  shape(pen, '#f7b733', [[350, 460], [380, 390], [430, 330], [470, 400], [520, 460]]);
}

function leak(pen) {
  shape(pen, '#8fb8d2', [[400, 500], [560, 500], [760, 720], [220, 720]]);
  [0, 1, 2, 3, 4].forEach((at) => disc(pen, '#cfe6f3', 480 + (at - 2) * 22, 460 - Math.abs(2 - at) * -18, 9, 46));
}

/** A little noise, so that it compresses and looks like a photo. */
function grain(pen) {
  for (let at = 0; at < 9000; at += 1) {
    pen.fillStyle = at % 2 ? '#ffffff12' : '#00000012';
    pen.fillRect((at * 7919) % 960, (at * 104729) % 720, 2, 2);
  }
}
