import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { connect } from './connection.js';
import { openWorkspace } from './workspace.js';

const place = document.getElementById('page');
if (!place) throw new Error('index.html lacks its #page element.');
const connection = connect();
createRoot(place).render(<App connection={connection} workspace={openWorkspace(connection)} />);
